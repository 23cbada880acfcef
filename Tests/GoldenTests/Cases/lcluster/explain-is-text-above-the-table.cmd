printf 'VM started in 5 ms\nVM paused in 6 ms\nVM paused in 7 ms\n' | lcluster -p --explain=2
