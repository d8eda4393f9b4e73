"""The portal's tests. They mirror the package; what several of them share lies in this folder."""
