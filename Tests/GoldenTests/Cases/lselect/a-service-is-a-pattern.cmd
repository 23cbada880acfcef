lselect --service 'shop-*' --only service,message
