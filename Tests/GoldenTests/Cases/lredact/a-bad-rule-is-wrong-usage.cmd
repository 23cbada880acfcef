lredact --rule 'X=(a'
