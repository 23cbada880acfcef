printf "%s\n" "moved 3 files to 10.0.0.7 in 12 ms" "moved 4 files to 10.0.0.8 in 7 ms" "disk (sda-1) is  91% full" | lcluster --export regex
