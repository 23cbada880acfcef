lparse --frmat json
