for e in 'status' 'status > high' 'status > 5 and' 'path ~ "("' 'a in 5' 'took > 5parsecs'; do echo | lselect --where "$e"; done
