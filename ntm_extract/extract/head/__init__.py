"""The document head (thông tin văn bản): what a document says of itself."""
