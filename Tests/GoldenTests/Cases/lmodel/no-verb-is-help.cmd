lmodel
