namespace XelaConnect.Grains.Companion.Care.Phrases;

/// <summary>Portuguese, by concept: intent and means, preparation, farewell, absence, burden, threats by others.</summary>
internal static class PortugueseHints
{
    public const string Text = """
        [exact]
        fonte fontes pontes monte corpo cordas cargo carne porta bolsa trens pesos peso gostos facas sempre ponto pontos
        [short]
        pra = para; pro = para; pros = para; pras = para; num = em um; numa = em uma
        [sets]
        intent = (quero|queria|quis|penso|pensando|pensar|pensei|imagino|imaginando|planejo|vontade|vou|poderia|deveria|preciso|apetece|sonho|decidi|ideia|impulso|tentacao|gostaria|gostava|podia) ~2
        drug = comprimidos|comprimido|remedios|remedio|medicamentos|pilulas|calmantes|cartela|cartelas|paracetamol|rivotril|ansioliticos|capsulas|insulina|antidepressivos|dipirona|ibuprofeno|clonazepam|diazepam|sedativos|medicacao|zolpidem
        arm = faca|arma|pistola|facao|revolver|canivete|espingarda|machado|martelo
        high = ponte|predio|varanda|janela|viaduto|telhado|penhasco|terraco|sacada|torre|precipicio|passarela|andar
        rail = comboio|trem|metro|trilhos|linha|onibus|caminhao|carro|transito|estrada|plataforma|autocarro|camiao
        body = braco|bracos|pulso|pulsos|perna|pernas|coxa|coxas|pele|barriga|veias|rosto
        one = ele|ela|marido|esposa|namorado|namorada|pai|mae|ex|parceiro|padrasto|irmao|filho|tio|alguem|vizinho|homem|cara|companheiro
        other = ele|ela|amiga|amigo|amigos|irma|irmao|filha|filho|mae|pai|namorada|namorado|marido|esposa|mulher|ex|prima|primo|colega|alguem|vizinha|vizinho|aluna|aluno|menina|menino|moca|rapaz|tia|tio|sobrinha|sobrinho|avo|estudante
        [explicit]
        <intent> ~3 (jogar|pular|saltar|atirar|jogue|lancar|tacar|cair|pule) ~5 (<high> | <rail> | mar|rio|abismo)
        <intent> ~3 (jogar|bater|enfiar|virar|lancar|tacar|atirar|meter|espatifar) ~4 (contra|no|na|em|para) ~3 (muro|parede|arvore|poste|caminhao|barranco|ribanceira|mureta|camiao|carro)
        (<high> | <rail>) ~8 (pular | me jogar | saltar | me atirar | atirar me | jogar me | que facil | seria facil)
        (como|tao|que) ~1 (seria facil | facil seria | seria tao facil)
        se eu (pulasse|saltasse|pular|saltar|me jogasse|me atirasse|caisse) ~6 (doeria|doer|morreria|ninguem|notaria|ponte|janela|trem|sobreviver)
        (entrar|caminhar|andar|nadar) ~2 (no|para o|pelo|ate o) ~1 (mar|rio|lago) ~5 (nao|nunca) ~1 (voltar|sair|mais)
        (guardando|guardei|guardado|guardo|juntando|juntei|juntado|junto|acumulando|acumulei|escondendo|escondi|escondido|estocando|separando|separei|colecionando|poupando) ~4 <drug>
        <drug> ~3 (guardados|acumulados|escondidos|juntados|separados|suficientes|preparados|guardadas)
        (suficientes|bastante|quantos|quantas|chega) ~2 <drug> ~7 (morrer|matar|acordar|mortal|letal|fatal|acabar|precisa para|dormir para)
        dose (letal|mortal|fatal)
        (tomei|engoli|tomar|tomado|engolido|tomando|engolir) ~3 (toda|todos|todas|tudo|inteira|inteiro|duas|tres|caixa|caixas|cartela|cartelas|frasco|vidro|punhado|<many>|vinte|trinta|quarenta|quinze|dez|cinquenta) ~5 <drug>
        (bebi|bebido|tomei|engoli|beber) ~2 (veneno|agua sanitaria|lixivia|chumbinho|raticida|soda|inseticida)
        (comprei|tenho|arrumei|preparei|amarrei|comprado|consegui) ~3 (corda|laco)
        corda ~3 (pronta|amarrada|espera|pescoco|no quarto|escondida)
        (tenho|comprei|arrumei|consegui|peguei|achei|sei onde|carreguei|guarda) ~6 (pistola|arma|revolver|espingarda) ~4
        (tiro|bala) ~2 (na cabeca|na boca|no peito|na testa|na minha)
        (dar|me dar|meter|levar) um tiro (em mim|na cabeca|na boca|no peito)
        (forma|jeito|maneira|metodo|morte|formas|jeitos|maneiras) ~2 (rapida|rapido|indolor|facil|menos dolorosa|sem dor|doi menos|de morrer|de me matar|de partir|de acabar com tudo)
        (procurei|pesquisei|pesquisando|procurando|googlei|busquei) ~5 (morrer|suicidio|me matar|doi menos|dose|sem dor|enforcar|como matar)
        (queimo|queimei|queimar|queimando|corto|cortei|cortar|cortando|arranho|arranhei|arranhar|bati|bato|mordo|furei|machuquei|machucar) ~4 (<body> | cabeca na | minha cabeca) ~6 (cigarro|isqueiro|sangue|sangrar|lamina|gilete|alivio|alivia|calma|outra vez|de novo|castigo|proposito|sentir|ate)
        (voltei|volto|voltar|recomecei|comecei) ~1 a (me)? ~1 (queimar|cortar|arranhar|machucar|ferir|bater|mutilar)
        me ~2 (queimo|queimei|corto|cortei|arranho|arranhei|machuquei|cortar|queimar) ~3 (<body> | de proposito | de novo | outra vez | ontem)
        (lamina|gilete|isqueiro|cigarro|estilete|tesoura|canivete) ~5 (<body> | sentir algo | sangrar | me cortar | escondi | escondida | contra mim)
        (preciso|vontade de|quero) ~1 (sangrar|ver sangue|sentir dor)
        (voz|vozes|demonio|diabo|cabeca) ~6 (diz|dizem|dizendo|fala|falam|falando|manda|mandam|mandando|ordena|ordenam|grita|gritam|pede|pedem|repete|sussurra|sussurram|obriga) ~6 (mate|matar|morra|morrer|jogue|jogar|pule|pular|corte|cortar|machucar|faca isso|atirar|atire|enforque|acabe|acabar|matasse|jogasse|suicidar)
        (medo|vontade|pensamentos|impulso|quero) ~4 (machucar|fazer mal|matar|afogar|jogar|magoar|sufocar) ~2 (meu|minha|o|ao|a) ~1 (bebe|filho|filha|filhos|crianca)
        <one> ~1 me (bate|bateu|espanca|espancou|chuta|chutou|agride|agrediu|enforcou|estrangulou|sufocou|violenta|queimou|empurrou|esmurrou|soca|socou|maltrata)
        <one> (bate|bateu|agride|agrediu) me
        (colocou|coloca|botou|pos|encostou|apontou|aponta|puxou|sacou|ameacou|ameaca) ~4 <arm> ~3 (pescoco|cabeca|garganta|peito|mim|cara|hoje|ontem|filhos|me)?
        <one> ~3 (tem|esta com|pegou|veio com|com|apareceu com|anda com|comprou|trouxe|puxou|sacou) ~2 <arm>
        <arm> ~6 (porta|la fora|portao|trancada|trancado|escondida|gritando|ameac*)
        (porta|la fora|portao|trancada|trancado|escondida|escondido) ~8 <arm>
        (diz|disse|jura|jurou|ameaca|ameacou|repete|grita|fala|falou) ~7 (me (mata|matar|matara|mataria|enterra|queima) | (mata|matar) me | vou me arrepender | acaba comigo)
        (mata|matar|mate) ~3 se (eu)? ~2 (for|largar|contar|denunciar|separar|terminar|falar|deixar|ligar|sair|chamar)
        se (eu)? ~2 (for|largar|contar|denunciar|separar|terminar|falar|deixar|sair|chamar) ~4 (me mata|me matar|mata me|matar me|me enterra|acaba comigo)
        (temo|medo) ~1 (por|pela) minha vida
        [indirect]
        (escrevi|escrito|escrevendo|escrevo|deixei|deixo|deixado|deixando|gravei|gravado) ~3 (carta|cartas|bilhete|bilhetes|video|videos|mensagem|mensagens) ~10 (nao estiver|for embora|tiver ido|despedida|despedir|perdao|depois que eu|encontrarem|eu me for|partir|morrer|ja nao)
        (fiz|feito|escrevi|assinei|deixei) ~2 (meu testamento | o testamento pronto | tudo resolvido | tudo em ordem | minhas senhas)
        (paguei|escolhi|planejei|preparei|organizei) ~2 (meu|minha|o meu|a minha) (funeral|enterro|velorio|caixao|tumulo)
        (escolhi|tenho|marquei|decidi) ~2 (data|dia|a hora) ~5 (morrer|ir embora|acabar|partir|para|tudo|fazer|$)
        (ja decidi | decidi) ~1 (o dia|a data|quando|como)
        (dei|doei|doando|distribui|dando|dado|dou|deixei) ~8 nao ~1 (vou|irei|preciso|precisarei|ia) ~2 (mais)? ~1 (precisar|precisando|usar|$|deles|delas|disso|dele|dela|mais)
        (arrumei|achei|encontrei|procurei|procurando) ~3 (casa|lar|alguem|familia|dono) ~4 (gato|cachorro|gata|cao|gatos|cachorros|bicho) ~6
        (quando|se) ~3 (ler|lerem|leres|encontrar|encontrarem|vir|virem|receber|receberem|ouvir|achar|acharem) ~3 (isso|isto|carta|mensagem|bilhete|me) ~5 (ido|morto|morta|partido|nao estarei|nao vou|tarde|estarei|longe|terei|mundo|nao existo|acabado)
        (diz|diga|digam|fala|avisa|avisem|falem) ~4 que ~3 (amo|amei|amava|nao foi culpa|desculpa|perdao|sinto muito|nao e culpa)
        nao ~2 (e|foi|tem|teve) ~2 culpa ~6 (adeus|perdao|cansad*|amo|vou|decisao|tchau)
        obrigad* por tudo ~5 (adeus|sempre|perdao|ultima|ultimo|tchau|despeco)
        (me despeco|me despedir|me despedindo|despedi me|me despedi) ~3 (de todos|de todo mundo|da vida|desse mundo|deste mundo|do mundo|de voces|para sempre|$)
        (ultima|ultimo|ultimas) ~1 (natal|aniversario|verao|noite|mensagem|carta|palavras|conversa|ano novo|inverno|por do sol) ~6 (aqui|viva|vivo|com voces|depois|vou|minha|meu|todos|comigo|$)
        (natal|aniversario|amanha|verao|ano|segunda|sexta|semana|mes|festas|primavera|carnaval|pascoa) ~4 (nao|ja nao) ~2 (vou|estarei|estou|existirei|vou mais|irei) ~1 (mais)? ~1 (estar|existir|viver|estarei|aqui|viva|vivo|com)
        nao ~1 (vou|irei) ~1 (mais)? ~1 (estar|existir|viver|chegar) ~5 (natal|aniversario|amanha|verao|ano|segunda|vivo|viva|proximo|muito tempo|ate|aos|primavera|la)
        nao ~2 (me)? (vejo|imagino) ~2 (chegando|fazendo|com <number>|vivo|viva|velho|velha|envelhecendo|no futuro|aos|daqui|completando|passando dos)
        (nao|nenhum|sem) ~3 futuro ~2 (para mim|para mais|me espera|$|pela frente|nenhum|algum)
        (breve|logo|falta pouco|quase) ~5 (acabar|acaba|acabara|terminar|termina|descansar|descanso|paz|livre|sofrer|dor|partir|deixo|deixar|fim|estarei)
        (dor|sofrimento|tudo isso|isso tudo|tudo isto|tudo) ~4 (acabar|acaba|terminar|termina|acabara|vai passar de vez) ~3 (logo|hoje|breve|essa noite|esta noite|decid*|para sempre|amanha)
        nao ~1 (vao|vai|terao|precisam|precisa|precisarao|tera|vou) ~2 (precisar|ter que|ter de|dar|mais|que|se)? ~2 (preocupar*|cuidar|aguentar|carregar|suportar|trabalho|sustentar) ~1 (comigo|de mim|mais|me|para ninguem|por mim)
        (deixar|parar|deixo) de ser ~2 (peso|fardo|problema|estorvo)
        (dormir|dormisse|adormecer|adormecesse|fechar os olhos|deitar|durmo) ~4 (sempre|nao acordar|nunca|jamais|nao abrir|nao acordasse|nao voltar|eternamente|eterno)
        (desaparecer|sumir|sumisse|desaparecesse|evaporar|me apagar|ir embora) ~3 (sempre|do mundo|deste mundo|desse mundo|do mapa|da terra|de tudo|sem deixar|completamente|nunca mais|da face|de vez|da vida de todos)
        (quero|queria|vontade de|gostaria de|preciso|melhor eu|melhor se eu|devia) ~1 (deixar de existir | parar de existir | nao existir | nao estar mais | nao estar aqui | nao ser nada | sumir $ | sumir e | desaparecer $ | desaparecer e | sumir | sumisse | desaparecesse | que minha vida acabe)
        nao ~1 (quero|queria|vou querer) ~1 (estar|ficar|continuar|viver) ~1 mais? ~1 (neste|nesse|no) mundo
        ninguem ~2 (me|se|ia|vai|iria)? ~1 (notaria|notar|sentiria|sentir|perceberia|perceber|repararia|importaria|importar|choraria|chorar|lembraria|procuraria|falta) ~6 (morrer|morresse|sumir|sumisse|desaparecer|desaparecesse|nao estivesse|fosse embora|partir|morro|desapareco|sumo)
        se eu (morrer|morresse|sumir|sumisse|desaparecer|desaparecesse|nao estivesse) ~4 ninguem
        (peso|fardo|estorvo|inutil|incomodo) ~2 (para|de|na) ~3 (todos|todo|filhos|familia|pais|outros|eles|mae|mundo|gente|amigos|ninguem|casa|marido|mulher|esposa)
        (sou|sinto) ~3 (um fardo|um peso|um estorvo|peso morto|so um peso|um incomodo)
        (sem mim) ~4 (melhor|felizes|descansariam|tranquilos|bem|feliz|viveriam|ficariam|mais facil|ficava|aliviados)
        (descansariam|descansar|melhor|tranquilos|felizes|aliviados|facil|livres|aliviada|leve) ~4 (sem mim | quando eu (morrer|for|nao estiver|partir|sumir) | (se|quando) eu ~1 (nao existisse|nao estivesse|morrer|sumir|partir|desaparecer|fosse))
        valho mais (morto|morta)
        seguro de vida ~8 (morrer|morto|morta|valho|se eu|quando eu|mais que eu)
        (nao|para que|nem|sem) ~2 (vejo|encontro|faz|sei|ha|tem|tenho|vale|adianta) ~3 (sentido|motivo|razao|razoes|motivos|para que|por que|porque|vontade) ~3 (continuar|viver|seguir|levantar|estar viva|estar vivo|estar aqui|existir|nada)
        para que ~1 (continuar|viver|seguir|vivo|existo|continuo|existir|levantar|insistir) ~2 ($|sem|viva|vivo|vivendo|aqui|assim|se|nisso)
        (tomara|queria|espero|quero|desejo|gostaria|importaria|torco|podia) ~5 (atropel*|batesse|caisse|esmagasse|matasse|passasse por cima|cancer|infarto|enfarte|acidente|raio|levasse|leve) ~3 (mim|me|logo|comigo|embora|$)
        (deus|senhor|nossa senhora) ~3 (me leve|me leva|me levasse|leve me|me buscar|me levar)
        (ir|me juntar|juntar me|estar|encontrar) ~2 (com|a|ao)? ~1 (ele|ela|marido|mae|pai|filho|filha|esposa|avo|meu marido) ~3 (no ceu|la em cima|outro lado|na morte|do outro lado)
        (<high> | <rail> | abismo) ~8 (me atrai|me chama|tentador|seria ~2 facil|facil seria|tao facil)
        me (corto|arranho|queimo|bato|machuco|mordo|arranhei) ~1 (ate|para|quando|porque|sempre|toda|todo|desde|de proposito)
        me ~1 (agarrou|pegou|apertou|segurou|agarra|aperta) ~2 (pescoco|garganta|cabelo)
        (organizado|pago|resolvido|arrumado|pronto|arrumei|paguei|organizei|organizada|deixei) ~9 (depois que eu | quando eu (for|nao|partir|morrer) | depois de mim | para depois de)
        (queria|tomara|espero|quero) ~3 coracao ~3 (pare|parasse|pare de bater|parasse de bater)
        (nada|ninguem) ~2 me (prende|segura|resta|mantem) ~2 (aqui|neste mundo|nesse mundo|nesta vida)
        nao ~1 (vou|irei|devo) ~1 (chegar|passar) ~1 (ao|no|ate|do|aos|deste|desse) ~2 (fim do ano|natal|verao|inverno|ano|aniversario|amanha)
        [third]
        <other> ~6 (quer|diz|disse|dizendo|vai|pensa|ameaca|escreveu|repete|mandou|postou|enviou|falou|fala|fica|deixou|falando) ~9 (morrer | se matar | se jogar | pular | desaparecer | sumir | nao viver | deixar de existir | nunca mais | nao acordar | despedida | se despedindo | despediu | adeus | fardo | acabar com tudo | nao existir | sem ela | sem ele | nao vai dar mais trabalho)
        <other> ~4 (se (despediu|despede|corta|cortou|queima|mutila|machuca) | (cortes|cicatrizes|marcas|feridas) ~4 <body>)
        (vi|visto|mostrou|apareceu|tem|encontrei|achei|descobri) ~3 (cortes|cicatrizes|laminas|gilete|giletes|queimaduras|marcas de corte) ~4 (<body> | quarto|mochila|bolsa)
        <other> ~4 (doando|doou|dando|deu|distribuiu) ~2 (todas|tudo|as coisas|suas coisas)
        <other> ~4 (tomou|engoliu|guarda|esconde|guardando|escondendo|junta|comprou) ~5 (comprimidos|remedios|cartela|corda|pistola|arma|calmantes)
        <other> ~4 (ponte|telhado|varanda|janela|terraco|viaduto) ~6 (pular|se jogar|saltar|pula|ajuda|chorando)
        [safe]
        (guardando|guardado|guardo|guardei|juntei|junto|juntando|tenho|comprei|tomei|escondido|escondi|separei|separando) ~10 (comprimidos|remedios|remedio|medicamentos|capsulas|pilulas|paracetamol|insulina|medicacao|ibuprofeno|dipirona|corda|pistola|arma|comprimido|espingarda) ~8 (viagem|enjoo|barco|ferias|kit|alergia|farmacia|medico|cachorro|gato|avo|dor de cabeca|enxaqueca|voo|resfriado|gripe|geladeira|balanco|escalar|escalada|varal|pular|loja|agua|brinquedo|cola|jogo|fantasia|alcance|criancas|febre|rede|violao|cola quente)
        (natal|amanha|segunda|sexta|semana|verao|aniversario|hoje|ano|mes|carnaval) ~5 nao ~1 (vou|estarei|estou) ~6 (medico|viagem|viajo|viajar|trabalho|ferias|dentista|escritorio|aula|consulta|reuniao|praia|fora)
        nao ~1 (vou|estarei|estou|irei) ~10 (viagem|viajo|viajar|ferias|medico|dentista|trabalho|reuniao|consulta|praia|fora|aula|voo|escritorio|mudanca)
        (dei|doei|doando|dando|dou) ~8 (antigas|antigos|velhas|velhos|velha|velho|servem|serve|mudanca|doacao|igreja|bazar|pequenas|pequenos|brecho) ~8
        (breve|logo|falta pouco|quase|tudo|enfim) ~8 (semestre|provas|prova|inverno|obra|aulas|projeto|temporada|semana|filme|jogo|trimestre|verao|mudanca|turno|escola|trabalho|ferias|curso) ~4
        (jogar|pular|saltar|atirar|mergulhar|entrar) ~4 (paraquedas|piscina|agua|mar|trampolim|sofa|cama|corda|pocas|bungee|rio|carnaval) ~3
        (ponte|varanda|terraco|sacada) ~8 (foto|fotos|vista|festa|bungee|flores|plantas|barcos)
        (jogo|filme|serie|livro|novela|partida|cena|peca|musica|fortnite|minecraft) ~12 (mata|matar|morrer|faca|pistola|arma|pular|ponte|morre|matam) ~2
        (mata|matar|mataram|matou|faca|pistola|arma|morro) ~6 (jogo|filme|serie|livro|partida|cena|fase|fortnite|minecraft|chefao)
        (cortei|corto|queimei|queimado|queimo|cortar) ~5 (cozinhando|cozinha|forno|ferro|cebola|cebolas|panela|barbeando|sol|praia|papel|sem querer|oleo|cafe|sopa|depilando|pao|almoco|jantar|legumes)
        (tem|com|pegou|trouxe|comprou) ~3 (faca|arma|machado|pistola|canivete) ~6 (cozinha|cozinhar|queijo|pao|brinquedo|agua|caca|lenha|chef|filme|cebola|churrasco|cola)
        (ele|ela|irmao|pai) ~1 me (bateu|bate|chutou|empurrou) ~4 (bola|no jogo|brincando|no xadrez|videogame|na fila|porta)
        (desaparecer|sumir|dormir|ir embora) ~6 (praia|ilha|fim de semana|montanha|ferias|domingo|vergonha|sitio|fazenda)
        vergonha ~8 (sumir|desaparecer|morrer) $?
        """;
}
