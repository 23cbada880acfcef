lparse -q data/binary.dat data/missing.log
