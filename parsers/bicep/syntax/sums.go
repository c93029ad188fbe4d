package syntax

// The members of each sum.

func (*TargetScope) decl()     {}
func (*Metadata) decl()        {}
func (*Param) decl()           {}
func (*Var) decl()             {}
func (*Type) decl()            {}
func (*Func) decl()            {}
func (*Resource) decl()        {}
func (*Module) decl()          {}
func (*Output) decl()          {}
func (*Import) decl()          {}
func (*Extension) decl()       {}
func (*Assert) decl()          {}
func (*Test) decl()            {}
func (*Using) decl()           {}
func (*Extends) decl()         {}
func (*ParamAssignment) decl() {}
func (*ExtensionConfig) decl() {}
func (*MissingDecl) decl()     {}
func (*Bad) decl()             {}

func (*Int) expr()            {}
func (*Bool) expr()           {}
func (*NullLit) expr()        {}
func (*String) expr()         {}
func (*Object) expr()         {}
func (*Array) expr()          {}
func (*Spread) expr()         {}
func (*Ident) expr()          {}
func (*Call) expr()           {}
func (*Member) expr()         {}
func (*ResourceMember) expr() {}
func (*Index) expr()          {}
func (*NonNull) expr()        {}
func (*Unary) expr()          {}
func (*Binary) expr()         {}
func (*Ternary) expr()        {}
func (*Lambda) expr()         {}
func (*Paren) expr()          {}
func (*For) expr()            {}
func (*If) expr()             {}
func (*Bad) expr()            {}

func (*Property) entry()    {}
func (*Spread) entry()      {}
func (*Resource) entry()    {}
func (*MissingDecl) entry() {}
func (*Bad) entry()         {}

func (*Name) key()   {}
func (*String) key() {}
func (*Star) key()   {}
func (*Bad) key()    {}

func (*Name) local() {}
func (*Bad) local()  {}

func (*TypedName) funcParam() {}
func (*Bad) funcParam()       {}

func (*ImportList) importSymbols() {}
func (*ImportAll) importSymbols()  {}
func (*Bad) importSymbols()        {}

func (*ImportName) importItem() {}
func (*Bad) importItem()        {}

func (*TypeName) typeExpr()       {}
func (*TypeMember) typeExpr()     {}
func (*TypeLiteral) typeExpr()    {}
func (*TypeArray) typeExpr()      {}
func (*TypeItem) typeExpr()       {}
func (*TypeIndex) typeExpr()      {}
func (*TypeAdditional) typeExpr() {}
func (*TypeNullable) typeExpr()   {}
func (*TypeNonNull) typeExpr()    {}
func (*TypeUnary) typeExpr()      {}
func (*TypeUnion) typeExpr()      {}
func (*TypeObject) typeExpr()     {}
func (*TypeTuple) typeExpr()      {}
func (*TypeParen) typeExpr()      {}
func (*TypeResource) typeExpr()   {}
func (*Bad) typeExpr()            {}

func (*TypeProperty) typeEntry() {}
func (*Bad) typeEntry()          {}

func (*TypeTupleItem) tupleItem() {}
func (*Bad) tupleItem()           {}

// DecoratorList is empty: what is skipped has no parts.
func (*Bad) DecoratorList() []*Decorator { return nil }
