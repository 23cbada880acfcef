lselect --tsv timestamp,message,status,fields.nothing,fields --level error+
