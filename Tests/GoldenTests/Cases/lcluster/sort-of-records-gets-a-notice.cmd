echo a | lcluster --sort count
