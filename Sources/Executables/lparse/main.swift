import lparse

LParse.main()
