lparse --threshold 'memory>0.9' --threshold 'cpu >= 1' --stats
