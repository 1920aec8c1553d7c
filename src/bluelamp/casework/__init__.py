"""The release case: its lifecycle, its tables, the verbs that change it. Only here do rule and pixels meet."""
