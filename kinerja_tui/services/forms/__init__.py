"""What every form rests on: typed fields safe at every leave, made into one change; acts on one record or many."""
