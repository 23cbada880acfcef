for id in 4bf92f3577b34da6a3ce929d0e0e4736 4BF92F35-77B3-4DA6-A3CE-929D0E0E4736 11803532876627986230; do lselect --trace $id --raw three-forms-of-a-trace-id-are-one.in; done
