"""Ground floor: who works, where and when.

Units and their tree, people and their posts, the official calendar and the office hours live here, with the pure rules
beside them: working time, identity papers, Vietnamese text. Imports Django and libraries only, never another floor.
"""
