lparse --cursor-file c
