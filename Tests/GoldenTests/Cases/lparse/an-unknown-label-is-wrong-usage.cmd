lparse --label colour=red
