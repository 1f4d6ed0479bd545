"""Papers and sheets: PDF, .docx, .xlsx, CSV, QR codes and the seal on them. See README.md."""
