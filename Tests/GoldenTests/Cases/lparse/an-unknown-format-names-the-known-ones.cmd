lparse -f jsn
