"""The shared face of the three sites: base page, components, forms, quick exit and cookie choices."""
