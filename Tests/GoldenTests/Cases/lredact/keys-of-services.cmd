# Made up; in two parts, so that no scanner of repositories takes them for real ones.
sed 's/~//g' | lredact
