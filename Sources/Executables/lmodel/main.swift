import lmodel

LModel.main()
