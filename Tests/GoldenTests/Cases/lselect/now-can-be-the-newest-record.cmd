lselect --now last --since 10m --raw now-can-be-the-newest-record.in; lselect --now last --since 10m - <now-can-be-the-newest-record.in
