lparse --diagnostics json data/binary.dat data/missing.log
