lredact --operator FOO=mask
