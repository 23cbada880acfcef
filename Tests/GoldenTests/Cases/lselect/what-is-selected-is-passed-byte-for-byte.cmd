lselect what-is-selected-is-passed-byte-for-byte.in | cmp - what-is-selected-is-passed-byte-for-byte.in && echo same
