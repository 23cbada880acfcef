lselect --level error --service 'shop-*' -A 1 --within service --only message
