lcluster --explain=11 --only why
