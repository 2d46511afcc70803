def listing(words, language):
    words=list(words)
    if not words: return "nothing"
    return words[0] if len(words)==1 else ", ".join(words[:-1])+" and "+words[-1]
