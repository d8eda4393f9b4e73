"""What leaves the portal as a file: made from frozen values, reading nothing else."""
