lredact --operator drop
