lselect --sort --tsv timestamp,message
