import lcluster

LCluster.main()
