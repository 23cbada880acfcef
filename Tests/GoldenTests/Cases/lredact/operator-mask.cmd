lredact --operator mask
