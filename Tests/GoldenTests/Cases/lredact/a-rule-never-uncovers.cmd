lredact --rule 'PART=example|1111 1111' --rule 'ALL=.*ann.*'
