import lredact

LRedact.main()
