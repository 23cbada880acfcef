lredact --rule 'ORDER=\bA-\d{6}\b' --rule 'USER=(?<=agent )\w+' --operator ORDER=mask
