import lselect

LSelect.main()
