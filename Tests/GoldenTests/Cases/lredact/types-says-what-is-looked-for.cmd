lredact --types email,USER
