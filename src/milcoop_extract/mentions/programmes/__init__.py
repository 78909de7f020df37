"""Named programmes, missions, exercises, policies and formations."""
