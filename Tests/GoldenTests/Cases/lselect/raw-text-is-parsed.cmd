lselect --parse --level error --tsv timestamp,level,message --stats
