lparse --jobs 2000 data/other.log
