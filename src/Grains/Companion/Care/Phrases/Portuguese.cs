namespace XelaConnect.Grains.Companion.Care.Phrases;

/// <summary>Portuguese, of Portugal and of Brazil. "matar-me" is two words: matar me.</summary>
internal static class Portuguese
{
    public const string Text = """
        [self]
        eu
        [core]
        morrer matar suicidar suicidio viver desviver morto morta quero cortar enforcar
        [exact]
        correr comer mover varrer mexer mandar marcar mesmo matas beber vender meter mata pata tratar
        [short]
        qro qero kero = quero; naum n nao = nao; vc = voce; td tds = todos; mt mto = muito; morre = morre; vive = viver; morer morrre = morrer; pq = porque; tao = tao; ta = esta; tou = estou; tava = estava; q = que; mehlor = melhor; hj = hoje; suicdar suisidar = suicidar
        [sets]
        deed = morrer | me matar | matar me | me suicidar | suicidar me | me cortar | cortar me | me machucar | magoar me | acabar com minha vida | tirar ~1 a? ~2 vida | suicidio | me desviver
        want = quero|queria|vou|vontade|penso|pensando|pensar|pensei|preciso|prefiro|preferia|gostava|gostaria|desejo|tentei|tento|tentar|devia|decidi|planejando|planejo|ando|pronta|pronto|mereco
        other = ele|ela|amiga|amigo|amigos|irma|irmao|filha|filho|mae|pai|namorada|namorado|marido|esposa|mulher|ex|prima|primo|colega|alguem|vizinha|vizinho|companheira|companheiro|aluna|aluno|menina|menino|moca|rapaz|tia|tio|sobrinha|sobrinho|avo
        drug = comprimidos|comprimido|remedios|remedio|medicamentos|pilulas|calmantes|cartela|paracetamol|rivotril|ansioliticos|capsulas
        [explicit]
        <want> ~3 (morrer | me (matar|suicidar|enforcar|machucar|cortar|ferir|magoar) | (matar|suicidar|enforcar|machucar|cortar|ferir|magoar|atirar) me | suicidio | (estar|ficar) (morto|morta))
        (me (matar|suicidar|enforcar) | (matar|suicidar|enforcar) me)
        vou me (atirar|jogar|matar|pendurar) 
        (acabar|terminar) com ~1 minha ~1 vida
        (tirar|por fim a|por termo a|dar fim a|tirando) ~2 minha ~1 vida
        (pensamentos|ideias|ideacao|tendencias) (suicidas|suicida|de suicidio|de morte|de morrer)
        (penso|pensar|pensando|pensei|pensado) ~2 (em|no|na) ~1 (suicidio|morrer|morte|me matar|acabar com minha vida)
        (sou|estou) suicida
        tentei ~1 suicidio
        cometer suicidio
        (quero|queria|vou|penso em|tentei|preciso) ~1 (matarme|suicidarme|enforcarme)
        ^ suicidio $
        (tomei|engoli|tomar|tomado|engolido) ~2 (muitos|varios|todos|uma cartela|cartela inteira|caixa inteira|uma caixa|demasiados|<many>|vinte|trinta|quarenta|quinze|cinquenta|dez|punhado|frasco) ~4 <drug>
        overdose|sobredose
        (me corto|corto me|me cortando|cortar me|me cortar|cortei me|me cortei) ~2 (nos|os|outra|quando|de novo|bracos|pulsos|braco|pernas|novamente|$)
        (eu)? me corto
        (cortar|cortei|corto|cortando) ~1 (os|meus)? (pulsos|bracos|coxas)
        nao ~1 (quero|queria|desejo) ~1 (viver|existir | estar viva | estar vivo | continuar viva | continuar vivo | continuar a viver)
        nao (quero|queria) ~1 mais ~1 (viver|existir|estar viva|estar vivo)
        nao quero viver mais
        (queria|preferia|quero|gostava de|gostaria de|prefiro) ~1 (estar|ter) ~1 (morto|morta|morrido)
        (prefiro|preferia) (morrer|estar morta|estar morto)
        (atirar|jogar|saltar|pular|atirar me|me jogar) ~1 (da|do|de|debaixo|na frente|pela|a) ~2 (ponte|predio|varanda|janela|comboio|trem|metro|carro|viaduto|telhado|penhasco)
        (corda|faca|lamina|arma|gilete|pistola) ~4 (pescoco|pulso|pulsos|cabeca|pronta)
        ! nao posso (prometer|garantir) ~6 (machucar|matar|magoar|mal|nada|besteira|suicidar)
        ! nao estou dizendo que ~4 (matar|suicidar) mas
        (esta|estao) ~1 me (batendo|estrangulando|agredindo|enforcando|esfaqueando|violando|estuprando|espancando|bater|agredir|sufocando)
        me (estrangula|espanca|enforca|estupra|esfaqueou|sufoca) 
        (esta|estao) a (bater|agredir|estrangular|violar) me
        (disse|diz|ameacou|ameaca|jurou|jura|medo|ameacando) ~4 (vai|que|de|me) ~2 (me matar|matar me|me mate|me mata|mate)
        me matar ~5 (arma|faca|pistola|facao)
        (arma|faca|pistola|facao) ~6 (me matar|me mate|matar me|me mata)
        me ~1 (ameacou|ameaca) ~3 (faca|arma|morte|pistola|matar)
        (carta|cartas|bilhete|nota) de (despedida|suicidio)
        (pronta|pronto) para morrer
        [indirect]
        (todos|todo mundo|toda gente|familia|filhos|mundo|eles|voces|pais|gente) ~2 (estariam|estaria|ficariam|ficaria|ficava|viveriam|seria|seriam|estao|ficavam|estava|estavam|ficam) ~2 (melhor|felizes|feliz|bem|aliviados|tranquilos) ~1 (sem mim | se eu (morresse|sumisse|nao existisse|desaparecesse))
        (melhor|felizes|bem|feliz) sem mim
        (melhor) se eu (nao existisse|morresse|sumisse|desaparecesse|nao estivesse)
        nao (quero|queria) ~1 acordar ~1 (mais|amanha|nunca|$)
        (dormir|adormecer) ~3 (nao|nunca) ~1 acordar
        nunca mais acordar
        (nao|sem|nenhum|nem) ~3 (razao|motivo|motivos|razoes|sentido|vontade|porque|forcas) ~1 (para|de|pra|em|a) (viver|continuar a viver|continuar vivo|continuar viva|vida|estar viva|estar vivo)
        (sumir|desaparecer|dormir) (para|pra) sempre
        (vida|viver) ~1 (nao|ja nao) ~1 (faz|tem|vale|ha) ~2 (sentido|pena|mais)
        (nao|ja nao) vale ~2 pena (viver|continuar a viver|estar viva)
        nao aguento ~1 (viver|mais viver|a vida|essa vida|esta vida|continuar a viver)
        (ninguem) ~4 (falta|notar|notaria|sentiria|perceberia|choraria|importaria) ~3 se eu (morresse|morrer|sumisse|desaparecesse)
        (cansei|cansada|cansado|farta|farto|exausta) de (viver|existir|estar viva|estar vivo|estar aqui|minha vida)
        (peso|fardo) para ~1 todos ~6 (melhor|morta|morto|existisse|sem mim)
        (preferia|queria|gostava) ~1 nao ~1 (ter nascido|existir)
        (nunca|nao) ~1 (devia|deveria)? ter nascido
        adeus (a todos|mundo|para sempre|mundo cruel|pessoal) ~3 (perdoem|perdao|desculpem|desculpa|sempre|cruel|amo|me perdoem)
        (so)? (quero|queria) que (tudo|isto|isso) ~1 (acabe|termine|pare|acabasse)
        (breve|logo|amanha) ~3 nao ~1 (vou|estarei) ~2 (estar|aqui|ca) ~2 (mais|aqui|ca)?
        (unica|melhor) (saida|solucao) ~2 (morte|morrer|me matar)
        (dei|doei|distribui) ~2 (todas|tudo|as minhas coisas) ~5 (precisar|preciso|adeus)
        nao ~1 (consigo|posso) ~1 (continuar|mais) ~1 (a viver|viver|vivendo)
        [coded]
        (me desviver | desviver me | me unalive)
        desviver
        (dar|vou dar|dando|por) ~1 fim ~1 (em tudo|a tudo|nisso tudo|em mim)
        (acabar) com tudo (hoje|de vez|logo|$|essa noite|esta noite)
        (ir|vou) dessa para ~1 melhor
        [third]
        <other> ~5 (quer|queria|vai|ameaca|ameacou|ameacando|tentou|tenta|disse|diz|falou|fala|pensa|pensando|escreveu|contou|planeja) ~4 (morrer | se (matar|suicidar|enforcar|machucar|cortar) | (matar|suicidar|enforcar|cortar) se | suicidio | tirar a vida)
        (se (suicidar|enforcar|matar) | (suicidar|matar|enforcar) se)
        <other> ~3 se ~1 (esta|anda)? (cortando|machucando|mutilando)
        <other> ~3 (esta|anda) ~1 (se cortando | a cortar se | se machucando)
        <other> ~5 nao (quer|queria) ~1 (viver|acordar|existir)
        <other> ~4 (pensamentos|ideias|tendencias) (suicidas|de suicidio)
        <other> ~2 (e|esta|parece) suicida
        <other> ~3 (tomou|engoliu) ~3 (muitos|todos|cartela|caixa|<many>|overdose) ~3 <drug>?
        (melhor) sem (ele|ela)
        <other> ~4 (carta|bilhete|mensagem) de despedida
        [safe]
        (morrendo|morrer|morri|morta|morto|morro|morreu|morria) (de|com) (rir|fome|sono|sede|frio|calor|vergonha|saudade|saudades|medo|cansaco|tedio|amor|inveja|curiosidade|rindo|riso|ciumes|pena)
        (vai|vao|vou) me matar (se|quando|porque|de) ~10 (kkk|kkkk|kkkkk|rs|haha)?
        (prova|trabalho|chefe|mae|pai|calor|professora|professor|esposa|marido) ~4 (vai|vao) me matar ~1 (se|quando|por)?
        (nao|nunca|jamais|nem) ~1 (quero|vou|estou|penso|pensei|queria|sou|tenho|pretendo|iria|faria)? ~1 (em|a|pensando|pensar|vontade)? ~1 (de|em)? <deed>
        (nao|nunca|jamais) ~1 me (machucaria|mataria|vou machucar|mato|cortaria|magoaria)
        nao ~1 (sou|estou|e) suicida
        (nao|nunca|sem) ~2 (pensamentos|ideias) (suicidas|de suicidio)
        (nao|nunca) ~2 (me corto|me cortei|corto me|cortei me) ( ~2 $ )?
        (ja nao|nao) ~1 (penso|quero) ~1 mais? ~1 (em)? <deed>
        (antes|antigamente|ha anos|ha ~3 anos|ha ~3 meses|faz ~3 anos|no passado|quando era|na adolescencia|anos atras|em <number>) ~2 (queria|tentei|pensava|pensei|quis|me|estava|tive) ~2 (cortava|<deed>)
        (tentei|queria) <deed> ~2 (ha|faz) ~3 anos
        (tentei|queria) <deed> ~2 anos atras
        (sobrevivi|sobrevivente) ~4 suicidio
        (anos|meses|dias) ~3 (sem|que nao) ~1 (me corto|me cortar|me machucar|me magoar)
        nao ~1 quero ~1 mais? viver ~1 (com|em|aqui|ali|sozinha|sozinho|no|na|longe|perto|la|de aluguel|juntos)
        nao quero ~1 acordar ~1 (cedo|as|tarde|com|o|a|os|ninguem|tao|antes|mais cedo)
        nao quero acordar amanha ~1 (cedo|as|tao|antes)
        (cansada|cansado|farta|farto|cansei) de viver (com|em|aqui|no|na|longe|sozinha|sozinho)
        (me cortar|cortar me|cortei) ~1 (cabelo|unhas|franja|dedo)
        (me cortei|cortei me) ~1 (com|a|no|cozinhando)
        adeus a todos ~1 (ate|boa|bom|nos vemos)
        acabar com tudo (isto|isso|o|ate|que)
        (esquadrao|missao|atentado) suicida
        (prevencao|taxa|taxas|linha|tema|risco|luto|campanha|palestra) ~3 suicidio
        (documentario|filme|livro|romance|noticia|serie|artigo|trabalho|aula|palestra|curso|podcast|estudo|reportagem|novela|personagem) -8 (suicidio|suicida|suicidar|suicidou|overdose|se matar)
        (falar|falamos|conversar|explicar|fala|debater) ~2 (de|do|sobre) ~1 suicidio ~1 (com|em|na|a)
        (se suicidou | suicidou se | se matou | matou se | tirou a vida)
        (morreu|perdi|morte) ~3 (por|de) (suicidio|overdose|uma overdose)
        """;
}
