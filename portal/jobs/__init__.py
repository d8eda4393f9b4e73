"""Work that no request waits for: sending mails and reminding people."""
