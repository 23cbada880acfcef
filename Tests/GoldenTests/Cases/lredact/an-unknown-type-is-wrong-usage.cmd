lredact --types EMAIL,FOO
