#!/bin/sh
# data.sh - the classic sets of scikit-learn's Debian package, taken out of it without its dependencies.
# Prints the folder: build/data/sklearn with iris.csv wine_data.csv breast_cancer.csv digits.csv.gz diabetes_….
set -e
cd "$(dirname "$0")/.."
dir=build/data/sklearn
if [ ! -f $dir/iris.csv ]; then
    mkdir -p $dir build/data/deb
    installed=/usr/lib/python3/dist-packages/sklearn/datasets/data
    if [ ! -f $installed/iris.csv ]; then
        (cd build/data/deb && apt-get download -q python3-sklearn >/dev/null 2>&1 ||
            { apt-get update -q >/dev/null && apt-get download -q python3-sklearn >/dev/null; })
        dpkg-deb -x build/data/deb/python3-sklearn_*.deb build/data/deb
        installed=build/data/deb$installed
    fi
    cp $installed/*.csv $installed/*.csv.gz $dir/
fi
echo $dir
