lredact --operator last4
