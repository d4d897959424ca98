"""Pages people read: self-contained HTML, with the charts and words they share."""
