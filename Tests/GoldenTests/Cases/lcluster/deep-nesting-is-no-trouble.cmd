{ printf '{"message":"m","deep":'; head -c 100000 /dev/zero | tr "\0" "["; head -c 100000 /dev/zero | tr "\0" "]"; echo "}"; } | lcluster | wc -c
