/// What a record is asked, before it is compiled into a ``Query``.
indirect enum Expression {
  case test(RecordTest)
  case not(Expression)
  case all([Expression])
  case any([Expression])
}
