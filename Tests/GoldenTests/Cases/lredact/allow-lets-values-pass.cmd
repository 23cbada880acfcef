lredact --allow ALICE,203.0.113.9
